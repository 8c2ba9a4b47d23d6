"""Exports one network of torchvision with seeded random weights, and PyTorch's own answers beside it.

    python3 export.py NAME FOLDER OPSET:BATCH…      (BATCH: dynamic or fixed)

The folder gets the ONNX files, x.npy, scores.npy, gradient.npy, layer.npy and facts.json.
"""
import json
import os
import sys
import warnings
import zlib

import numpy
import torch
import torchvision

from random_weights import randomize
from reference import settled_pictures

with open(os.path.join(os.path.dirname(__file__), "networks.json")) as file:
    networks = json.load(file)

targets = [7, 123]


def zero(g, x):
    """Swin v2 sets a part of a bias to zero, which the exporter of PyTorch 1.13 has no operator for."""
    return g.op("Mul", x, g.op("Constant", value_t=torch.tensor(0.0)))


def export(network, x, file, opset, batch):
    """None, or in one line why PyTorch cannot."""
    axes = {"x": {0: "batch"}, "scores": {0: "batch"}} if batch == "dynamic" else {}
    names = {"input_names": ["x"], "output_names": ["scores"]}
    try:
        torch.onnx.export(network, x[:1], file, opset_version=opset, dynamic_axes=axes, **names)
    except Exception as error:
        return str(error).strip().splitlines()[0]
    return None


def build(name, options, pooled):
    """The network; with `pooled`, VGG's classifier reads that many rows and columns of features instead of 7 × 7."""
    network = torchvision.models.get_model(name, weights=None, **options).eval()
    if pooled:
        network.avgpool = torch.nn.AdaptiveAvgPool2d(pooled)
        network.classifier[0] = torch.nn.Linear(512 * pooled**2, network.classifier[0].out_features)
    return network


def main(name, folder, *variants):
    warnings.simplefilter("ignore")
    seed = zlib.crc32(name.encode())
    torch.manual_seed(seed)
    entry = networks[name]
    size, layer = entry["size"], entry["layer"]
    network = build(name, entry.get("options", {}), entry.get("pooled"))
    randomize(network, size, entry.get("scale", 1))
    answers, candidates = settled_pictures(network, layer, size, targets)
    for part, values in zip(["x", "scores", "gradient", "layer"], answers):
        numpy.save(os.path.join(folder, f"{part}.npy"), values.numpy())
    torch.onnx.register_custom_op_symbolic("aten::zero", zero, 9)
    exports = []
    for variant in variants:
        opset, batch = variant.split(":")
        file = os.path.join(folder, f"{name}-{opset}-{batch}.onnx")
        refusal = export(network, answers[0], file, int(opset), batch)
        exports.append({"file": file, "opset": int(opset), "batch": batch, "refusal": refusal})
    facts = {
        "name": name, "size": size, "layer": layer, "targets": targets, "candidates": candidates,
        "seed": seed, "parameters": sum(each.numel() for each in network.parameters()), "exports": exports,
        "torch": torch.__version__, "torchvision": torchvision.__version__,
    }  # fmt: skip
    with open(os.path.join(folder, "facts.json"), "w") as out:
        json.dump(facts, out)


main(*sys.argv[1:])
