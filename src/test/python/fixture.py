"""Exports one small network as ONNX and writes float64 derivatives of its score beside it.

A family is a network with its rows of inputs. Each variant of it becomes one `<family>-<variant>.onnx`:

    fixed      traced with, and bound to, one row
    dynamic    axis 0 of every input and output is the symbol `batch` (further axes: argument `dynamic`)
    unfolded   dynamic, BatchNormalization left as it is and no constant folded
    legacy     fixed, initializers listed among the inputs as exporters did before IR version 4

All variants compute the same function, so they share one `<family>.json`:

    family      its name
    inputs      {name: tensor}, rows along axis 0
    output      tensor with a name, float64
    target      one class index a row
    axis        axis of the classes. score = sum over rows r and all other axes of output[r, .., target[r], ..]
    gradients   {value: d score / d value}; a value is an input or an inner value named so in every variant
    hvp         {value: {"vector": v, "product": (d2 score / d value2) v}}
    float32     largest relative deviation of PyTorch's own float32 gradients from those above
    variants    [{"file", "opset", "batch": fixed | dynamic, "unfolded", "parameters": {initializer: d score / d it}}]

A tensor is {"dtype", "shape", "data"}: ONNX element type in lower case, base64 of little-endian bytes.

Weights and inputs are float32 numbers; the derivatives are those of the same network in float64. Rows that lie within
rounding of a kink (a ReLU at 0, a tie of maxima) are drawn anew, so that float32 can be held to 1e-4.
"""

import copy
from dataclasses import dataclass, field
from typing import Callable

import numpy as np
import torch
from torch import nn

FAMILIES = []


@dataclass(frozen=True)
class Family:
    name: str
    build: Callable[[], nn.Module]
    inputs: dict
    variants: tuple
    taps: tuple = ()
    parameters: tuple = ()
    hvp: str = ""
    axis: int = 1
    rows: int = 2
    dynamic: dict = field(default_factory=dict)


def family(name, variants, x=None, **more):
    """Registers the decorated builder. `inputs` maps a name to a function of the number of rows; `x` is short for one image-like input."""

    def register(build):
        inputs = {"x": normal(*x)} if x else more.pop("inputs")
        FAMILIES.append(Family(name, build, inputs, tuple(variants.split()), **more))
        return build

    return register


def normal(*shape):
    return lambda rows: torch.randn(rows, *shape)


def tokens(length, vocabulary, low=1):
    return lambda rows: torch.randint(low, vocabulary, (rows, length))


class Tapped(nn.Module):
    """The network with the outputs of some submodules as further outputs."""

    def __init__(self, net, taps):
        super().__init__()
        self.net = net
        self.taps = taps
        self.values = {}
        for path in taps:
            net.get_submodule(path).register_forward_hook(self.recorder(path))

    def recorder(self, path):
        def record(_module, _inputs, output):
            self.values[path] = output

        return record

    def forward(self, *inputs):
        self.values.clear()
        y = self.net(*inputs)
        return (y, *[self.values[path] for path in self.taps]) if self.taps else y


# ---------------------------------------------------------------- weights


def initialise(net):
    """He weights; every scale, bias and table its own random numbers, so that no two initializers are alike."""
    for name, p in net.named_parameters():
        owner = net.get_submodule(name.rpartition(".")[0])
        with torch.no_grad():
            if name.endswith(("layer_scale", "norm.weight")) or (p.dim() == 1 and name.endswith("weight")):
                p.uniform_(0.6, 1.4)
            elif isinstance(owner, nn.Embedding):
                p.normal_(0, 1)
            elif isinstance(owner, nn.RNNBase) or "logit_scale" in name:
                p.normal_(0, 0.5 if p.dim() > 1 else 0.2)
            elif isinstance(owner, (nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d)) and p.dim() > 1:
                p.normal_(0, (2 / (p[:, 0].numel() / np.prod(owner.stride))) ** 0.5)
            elif p.dim() > 1 and name.endswith("weight"):
                p.normal_(0, (2 / p[0].numel()) ** 0.5)
            else:
                p.normal_(0, 0.2)


def calibrate(net, inputs):
    """BatchNormalization statistics of the data, then moved away from them."""
    norms = [m for m in net.modules() if isinstance(m, nn.modules.batchnorm._BatchNorm)]
    for m in norms:
        m.momentum = None
    net.train()
    if norms:
        with torch.no_grad():
            net(*inputs)
    net.eval()
    for m in norms:
        m.momentum = 0.1
        m.running_mean += 0.2 * m.running_var.sqrt() * torch.randn_like(m.running_mean)
        m.running_var *= torch.empty_like(m.running_var).uniform_(0.7, 1.4)
    for p in net.parameters():
        p.requires_grad_(True)


# ---------------------------------------------------------------- derivatives


def score(y, target, axis):
    index = torch.tensor(target).reshape([-1] + [1] * (y.dim() - 1))
    return y.take_along_dim(index, axis).sum()


def derivatives(net, f, inputs, target, dtype, vector=None):
    """The output and the gradients at float inputs, taps and parameters, by name; with the Hessian-vector product last."""
    net = Tapped(copy.deepcopy(net).to(dtype), f.taps)
    given = {k: v.to(dtype).requires_grad_(True) if v.is_floating_point() else v for k, v in inputs.items()}
    result = net(*given.values())
    y, tapped = (result[0], result[1:]) if f.taps else (result, ())
    of = {k: v for k, v in given.items() if v.is_floating_point()} | dict(zip(f.taps, tapped))
    of |= {"parameter " + p: net.net.get_parameter(p) for p in f.parameters}
    slopes = torch.autograd.grad(score(y, target, f.axis), list(of.values()), create_graph=bool(f.hvp), allow_unused=True)
    for name, slope in zip(of, slopes):
        assert slope is not None and slope.abs().max() > 1e-7, f"{f.name}: the score does not depend on {name}"
    grads = dict(zip(of, slopes))
    product = None
    if f.hvp:
        (product,) = torch.autograd.grad((grads[f.hvp] * vector.to(dtype)).sum(), of[f.hvp])
    return y.detach(), {k: v.detach() for k, v in grads.items()}, product


def deviation(a, b):
    return ((a.double() - b.double()).abs().max() / b.abs().max().double()).item()


def draw(f, net):
    """Rows away from every kink, one class a row, and the derivatives there."""
    for _ in range(200):
        inputs = {k: make(f.rows) for k, make in f.inputs.items()}
        with torch.no_grad():
            y = net(*inputs.values())
        target = [int(torch.randint(y.shape[f.axis], ())) for _ in range(f.rows)]
        grads = derivatives(net, f, inputs, target, torch.float64, zero_vector(f, net, inputs))[1]
        if all(deviation(shaken(f, net, inputs, target)[k], grads[k]) < 2e-5 for k in grads for _ in range(2)):
            return inputs, target
    raise AssertionError(f"{f.name}: every draw lies at a kink")


def shaken(f, net, inputs, target):
    near = {k: v.double() * (1 + 1e-6 * torch.randn(v.shape)) if v.is_floating_point() else v for k, v in inputs.items()}
    other = copy.deepcopy(net)
    for p in other.parameters():
        p.data *= 1 + 3e-7 * torch.randn_like(p)
    return derivatives(other, f, near, target, torch.float64, zero_vector(f, net, inputs))[1]


def zero_vector(f, net, inputs):
    if not f.hvp:
        return None
    if f.hvp in inputs:
        return torch.zeros_like(inputs[f.hvp])
    tapped = Tapped(copy.deepcopy(net), f.taps)
    with torch.no_grad():
        return torch.zeros_like(tapped(*inputs.values())[1 + f.taps.index(f.hvp)])
