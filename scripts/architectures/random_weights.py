"""Random weights with which every number of a network matters."""
import torch

# Pictures that the statistics of batch normalization come from.
pictures = 16


def randomize(network, size, scale=1):
    """Gives each parameter and statistic a random value; activations keep a size of about 1. Random numbers are torch's.

    Deep residual networks amplify rounding with each block; a smaller `scale` of the normalizations keeps blocks small.
    """
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if parameter.dim() > 1 and name.endswith("weight"):
                parameter.normal_(0, (2 / parameter[0].numel()) ** 0.5)
            elif name.endswith(("weight", "layer_scale")):
                parameter.uniform_(0.5 * scale, 1.5 * scale)
            elif name.endswith("logit_scale"):
                parameter.add_(torch.randn_like(parameter), alpha=0.1)
            else:
                parameter.normal_(0, 0.2)
        randomize_statistics(network, size)


def randomize_statistics(network, size):
    """Statistics near those of random pictures: a network whose channels are hardly standardized overflows or dies out."""
    normalizations = [module for module in network.modules() if isinstance(module, torch.nn.BatchNorm2d)]
    if not normalizations:
        return
    for module in normalizations:
        module.train().momentum = None
    network(torch.randn(pictures, 3, size, size))
    for module in normalizations:
        module.eval()
        deviation = module.running_var.sqrt()
        module.running_mean.add_(deviation * torch.randn_like(deviation), alpha=0.2)
        module.running_var.mul_(torch.empty_like(deviation).uniform_(0.6, 1.6)).add_(1e-3)
