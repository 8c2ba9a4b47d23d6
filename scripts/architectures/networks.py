"""The networks of torchvision that are exported, one of each shape of its families."""
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Network:
    """The least size that makes sense, the module whose output is the inner layer, and the options of the constructor."""

    size: int
    layer: str
    options: dict = field(default_factory=dict)


# PyTorch need not fill what is filled again.
unset = {"init_weights": False}

# AlexNet and VGG average to 6 × 6 and 7 × 7, which the exporter can write for sizes that are multiples of that only;
# MaxViT's windows of 7 × 7 fit 224 first. Inception v3 needs 75.
networks = {
    "alexnet": Network(224, "features.7"),
    "vgg11": Network(224, "features.9", unset),
    "vgg11_bn": Network(224, "features.13", unset),
    "vgg16": Network(224, "features.15", unset),
    "vgg16_bn": Network(224, "features.22", unset),
    "vgg19": Network(224, "features.17", unset),
    "vgg19_bn": Network(224, "features.25", unset),
    "squeezenet1_0": Network(64, "features.5"),
    "squeezenet1_1": Network(64, "features.6"),
    "resnet18": Network(64, "layer2"),
    "resnet50": Network(64, "layer2"),
    "resnext50_32x4d": Network(64, "layer2"),
    "wide_resnet50_2": Network(64, "layer2"),
    "densenet121": Network(64, "features.denseblock2"),
    "googlenet": Network(64, "inception4a", {"transform_input": True, **unset}),
    "inception_v3": Network(96, "Mixed_5d", {"transform_input": True, **unset}),
    "mobilenet_v2": Network(64, "features.6"),
    "mobilenet_v3_small": Network(64, "features.5"),
    "mobilenet_v3_large": Network(64, "features.8"),
    "shufflenet_v2_x1_0": Network(64, "stage3"),
    "mnasnet1_0": Network(64, "layers.9"),
    "efficientnet_b0": Network(64, "features.4"),
    "efficientnet_v2_s": Network(64, "features.4"),
    "regnet_x_400mf": Network(64, "trunk_output.block2"),
    "regnet_y_400mf": Network(64, "trunk_output.block2"),
    "convnext_tiny": Network(64, "features.3"),
    "vit_b_16": Network(64, "encoder.layers.encoder_layer_5", {"image_size": 64}),
    "swin_t": Network(64, "features.3"),
    "swin_v2_t": Network(64, "features.3"),
    "maxvit_t": Network(224, "blocks.1"),
}
