"""Writes a family's .onnx files and its .json; fixture.py describes both."""

import base64
import copy
import io
import json
import warnings
import zlib
from pathlib import Path

import numpy as np
import onnx
import onnx.numpy_helper
import torch

from fixture import Tapped, calibrate, derivatives, deviation, draw, initialise, zero_vector


def export(f, net, inputs, kind, opset):
    """The network as an ONNX model whose taps are named inner values."""
    rows = 2 if kind in ("dynamic", "unfolded") else 1
    axes = {n: {0: "batch", **f.dynamic.get(n, {})} for n in [*inputs, "output", *f.taps]} if rows == 2 else None
    unfolded = kind == "unfolded"
    stream = io.BytesIO()
    torch.onnx.export(
        Tapped(copy.deepcopy(net), f.taps).eval(),
        tuple(v[:rows].clone() for v in inputs.values()),
        stream,
        input_names=list(inputs),
        output_names=["output", *f.taps],
        opset_version=opset,
        dynamic_axes=axes,
        do_constant_folding=not unfolded,
        training=torch.onnx.TrainingMode.PRESERVE if unfolded else torch.onnx.TrainingMode.EVAL,
        keep_initializers_as_inputs=kind == "legacy",
    )
    model = onnx.load_from_string(stream.getvalue())
    del model.graph.output[1:]
    for node in model.graph.node:
        node.doc_string = ""
    onnx.checker.check_model(model)
    used = consumed(model.graph)
    for name in [*f.taps, *[k for k, v in inputs.items() if v.is_floating_point()]]:
        assert name in used, f"{f.name}: [{name}] does not lead to the output"
    return model


def consumed(graph):
    """Names of the values that the output depends on."""
    wanted = {graph.output[0].name}
    for node in reversed(graph.node):
        if wanted & set(node.output):
            wanted |= set(node.input)
            for a in node.attribute:
                for inner in [a.g] if a.type == onnx.AttributeProto.GRAPH else []:
                    wanted |= {i for n in inner.node for i in n.input}
    return wanted


def parameter_gradients(model, net, grads):
    """Gradients of the parameters that the file holds once, unchanged or transposed, under the names it gives them.

    A tied weight that constant folding has copied has no initializer of its own: it is left out.
    """
    found = {}
    held = {i.name: onnx.numpy_helper.to_array(i) for i in model.graph.initializer}
    for key, grad in grads.items():
        if key.startswith("parameter "):
            value = net.get_parameter(key[len("parameter ") :]).detach().numpy()
            same = {n: grad for n, array in held.items() if np.array_equal(array, value)}
            turned = {n: grad.T for n, array in held.items() if array.ndim == 2 and np.array_equal(array, value.T)}
            copies = same | turned
            if len(copies) == 1:
                found |= {n: tensor(g) for n, g in copies.items()}
    return found


DTYPES = {"float32": "float", "float64": "double", "int64": "int64", "bool": "bool"}


def tensor(t):
    array = np.ascontiguousarray(t.detach().numpy())
    data = array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()
    return {"dtype": DTYPES[array.dtype.name], "shape": list(t.shape), "data": base64.b64encode(data).decode()}


def write(f, directory: Path):
    torch.manual_seed(zlib.crc32(f.name.encode()))
    net = f.build()
    initialise(net)
    calibrate(net, [make(16) for make in f.inputs.values()])
    inputs, target = draw(f, net)
    vector = torch.randn_like(zero_vector(f, net, inputs)) if f.hvp else None
    y, grads, product = derivatives(net, f, inputs, target, torch.float64, vector)
    single = derivatives(net, f, inputs, target, torch.float32, vector)[1]
    error = max(deviation(single[k], grads[k]) for k in grads)
    variants, missing, size = [], set(f.parameters), 0
    for variant in f.variants:
        kind, opset = variant.split("@")
        model = export(f, net, inputs, kind, int(opset))
        file = f"{f.name}-{kind}.onnx"
        (directory / file).write_bytes(model.SerializeToString())
        size += model.ByteSize()
        parameters = parameter_gradients(model, net, grads)
        missing = missing if len(parameters) < len(f.parameters) else set()
        batch = "dynamic" if kind in ("dynamic", "unfolded") else "fixed"
        variants.append({"file": file, "opset": int(opset), "batch": batch, "unfolded": kind == "unfolded", "parameters": parameters})
    assert not missing, f"{f.name}: no variant holds all of {missing}"
    reference = {
        "family": f.name,
        "inputs": {k: tensor(v) for k, v in inputs.items()},
        "output": {"name": "output", **tensor(y)},
        "target": target,
        "axis": f.axis,
        "gradients": {k: tensor(v) for k, v in grads.items() if not k.startswith("parameter ")},
        "hvp": {f.hvp: {"vector": tensor(vector), "product": tensor(product)}} if f.hvp else {},
        "float32": error,
        "variants": variants,
    }
    text = json.dumps(reference, indent=1) + "\n"
    (directory / f"{f.name}.json").write_text(text)
    return size, len(text), error


def quiet():
    torch.set_num_threads(1)
    warnings.filterwarnings("ignore")
