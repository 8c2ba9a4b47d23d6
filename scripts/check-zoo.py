"""Exports one of torchvision's networks with random weights and says what PyTorch scores a picture; see check-zoo.mjs.

check-zoo.py NAME WEIGHTS PICTURE MODEL.onnx prints the scores as a JSON list.
"""

import json
import sys
import warnings

import torch
from PIL import Image
from torchvision import models

warnings.filterwarnings("ignore")
name, weights, picture, target = sys.argv[1:]
torch.manual_seed(0)

# What torchvision sets itself where it loads trained weights.
trained = {"transform_input": True, "aux_logits": False, "init_weights": False}
network = getattr(models, name)(weights=None, **(trained if name in ("googlenet", "inception_v3") else {})).eval()
for parameter in network.parameters():
    if not parameter.any():
        torch.nn.init.normal_(parameter, std=0.02)

transform = models.get_weight(weights).transforms()
if name == "inception_v3":
    transform.resize_size, transform.crop_size = [256], [224]
with torch.no_grad():
    scores = network(transform(Image.open(picture).convert("RGB"))[None])
torch.onnx.export(network, torch.ones(1, 3, 224, 224), target, opset_version=17, input_names=["x"])
print(json.dumps(scores[0].tolist()))
