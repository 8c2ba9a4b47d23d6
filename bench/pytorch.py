"""Times PyTorch's value and gradient of the measured networks, weights frozen, and prints JSON:

    python3 bench/pytorch.py NETWORK --batch 1 --threads 2 --runs 20
"""

import argparse
import json
import statistics
import time

import torch
from torch import nn


def conv(inputs, outputs, kernel, stride=1, padding=None, groups=1):
    return nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2 if padding is None else padding, groups=groups)


class Fire(nn.Module):
    def __init__(self, inputs, squeezed, expanded):
        super().__init__()
        self.squeeze = conv(inputs, squeezed, 1)
        self.branches = nn.ModuleList([conv(squeezed, expanded, 1), conv(squeezed, expanded, 3)])

    def forward(self, x):
        s = self.squeeze(x).relu()
        return torch.cat([branch(s).relu() for branch in self.branches], 1)


class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first = conv(inputs, outputs, 3, stride)
        self.second = conv(outputs, outputs, 3)
        self.short = conv(inputs, outputs, 1, stride) if stride > 1 else nn.Identity()

    def forward(self, x):
        return (self.second(self.first(x).relu()) + self.short(x)).relu()


def squeezenet():
    halve = lambda: nn.MaxPool2d(3, 2, ceil_mode=True)
    layers = [conv(3, 96, 7, 2, 0), nn.ReLU(), halve(), Fire(96, 16, 64), Fire(128, 16, 64), Fire(128, 32, 128), halve()]
    layers += [Fire(256, 32, 128), Fire(256, 48, 192), Fire(384, 48, 192), Fire(384, 64, 256), halve(), Fire(512, 64, 256)]
    return [*layers, conv(512, 1000, 1, 1, 1), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten()], 227


def mobilenet():
    pad = lambda stride: [nn.ZeroPad2d((0, 1, 0, 1))] if stride == 2 else []
    layers = [*pad(2), conv(3, 24, 3, 2, 0), nn.ReLU6()]
    channels = 24
    blocks = [(48, 1), (96, 2), (96, 1), (192, 2), (192, 1), (384, 2), *[(384, 1)] * 5, (768, 2), (768, 1)]
    for outputs, stride in blocks:
        layers += [*pad(stride), conv(channels, channels, 3, stride, 0 if stride == 2 else 1, channels), nn.ReLU6()]
        layers += [conv(channels, outputs, 1), nn.ReLU6()]
        channels = outputs
    return [*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(768, 1001)], 192


def resnet18():
    layers = [conv(3, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    inputs = 64
    for stage, channels in enumerate([64, 128, 256, 512]):
        for block in range(2):
            layers.append(Residual(inputs, channels, 2 if stage > 0 and block == 0 else 1))
            inputs = channels
    return [*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 1000)], 224


def vgg16():
    layers, inputs = [], 3
    for count, channels in [(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)]:
        for _ in range(count):
            layers += [conv(inputs, channels, 3), nn.ReLU()]
            inputs = channels
        layers.append(nn.MaxPool2d(2, 2))
    layers += [nn.Flatten(), nn.Linear(25088, 4096), nn.ReLU(), nn.Linear(4096, 4096), nn.ReLU()]
    return [*layers, nn.Linear(4096, 1000)], 224


def tinyvgg():
    layers, inputs = [], 3
    for i in range(4):
        layers += [conv(inputs, 10, 3, 1, 0), nn.ReLU()] + ([nn.MaxPool2d(2, 2)] if i % 2 else [])
        inputs = 10
    return [*layers, nn.Flatten(), nn.Linear(1690, 10)], 64


def main():
    networks = {each.__name__: each for each in (squeezenet, mobilenet, resnet18, vgg16, tinyvgg)}
    parser = argparse.ArgumentParser()
    parser.add_argument("network", choices=networks)
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--runs", type=int, default=20)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(0)
    layers, size = networks[args.network]()
    model = nn.Sequential(*layers).eval().requires_grad_(False)
    x = torch.rand(args.batch, 3, size, size, requires_grad=True)
    times = []
    for run in range(-2, args.runs):
        begin = time.perf_counter()
        torch.autograd.grad(model(x)[:, 3].sum(), x)
        if run >= 0:
            times.append(1000 * (time.perf_counter() - begin))
    print(json.dumps({"median": statistics.median(times), "least": min(times), "version": torch.__version__}))


main()
