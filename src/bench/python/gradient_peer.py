"""The peer of GradientCost: torch's autograd.grad over the input alone, on the CPU, in eager mode.

usage: OMP_WAIT_POLICY=PASSIVE gradient_peer.py [--export FOLDER] ROWS REPETITIONS NET...

Nets are torchvision's, with random weights. With --export each is also written as FOLDER/NET.onnx, opset 17 with a free batch, for GradientCost.
Milliseconds of the processor, the mean, and of the clock, the median in brackets, after as many repetitions that warm up.
"""

import argparse
import statistics
import time

import torch
import torchvision


def timed(repetitions, work):
    for _ in range(repetitions):
        work()
    clock = []
    used = time.process_time()
    for _ in range(repetitions):
        before = time.perf_counter()
        work()
        clock.append(1e3 * (time.perf_counter() - before))
    return 1e3 * (time.process_time() - used) / repetitions, statistics.median(clock)


def gradient(net, x):
    x = x.detach().requires_grad_(True)
    return torch.autograd.grad(net(x)[:, 0].sum(), x)[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--export")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("rows", type=int)
    parser.add_argument("repetitions", type=int)
    parser.add_argument("nets", nargs="+")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    print("| model | rows | forward | gradient | ratio |")
    for name in given.nets:
        torch.manual_seed(0)
        net = getattr(torchvision.models, name)(weights=None).eval().requires_grad_(False)
        x = torch.rand(given.rows, 3, 224, 224)
        if given.export:
            torch.onnx.export(
                net, x[:1], f"{given.export}/{name}.onnx", opset_version=17, input_names=["x"], output_names=["logits"],
                dynamic_axes={"x": {0: "N"}, "logits": {0: "N"}},
            )
        with torch.no_grad():
            forward = timed(given.repetitions, lambda: net(x))
        backward = timed(given.repetitions, lambda: gradient(net, x))
        print(f"| {name} | {given.rows} | {forward[0]:.0f} ({forward[1]:.0f}) | {backward[0]:.0f} ({backward[1]:.0f}) "
              f"| {backward[0] / forward[0]:.2f} |", flush=True)


if __name__ == "__main__":
    main()
