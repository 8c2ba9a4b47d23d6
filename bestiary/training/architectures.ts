import { conv, dense, fire, globalAverage, type Layer, pool, sequence } from "./network.js";

/** A small SqueezeNet (Iandola et al. 2016, arXiv 1602.07360): the mean over the picture decides. */
const squeeze = (classes: number): Layer =>
  sequence(
    conv("conv1", 32, 3, { stride: 2 }),
    pool("pool1"),
    fire("fire2", 16, 32),
    fire("fire3", 16, 32),
    pool("pool3"),
    fire("fire4", 32, 64),
    fire("fire5", 32, 64),
    pool("pool5"),
    fire("fire6", 48, 96),
    fire("fire7", 48, 96),
    conv("conv8", classes, 1, { linear: true }),
    globalAverage("pool8"),
  );

/** A small VGG (Simonyan and Zisserman 2014, arXiv 1409.1556): 3×3 convolutions, pools and a dense head. */
const vgg = (classes: number): Layer =>
  sequence(
    conv("conv1_1", 16, 3, { stride: 2 }),
    conv("conv1_2", 16, 3),
    pool("pool1"),
    conv("conv2_1", 32, 3),
    conv("conv2_2", 32, 3),
    pool("pool2"),
    conv("conv3_1", 64, 3),
    conv("conv3_2", 64, 3),
    pool("pool3"),
    conv("conv4_1", 64, 3),
    pool("pool4"),
    dense("fc5", 128),
    dense("fc6", classes, { linear: true }),
  );

/** The networks there are, by name: each under 200,000 parameters. */
export const architectures = { squeeze, vgg } as const;

export type Architecture = keyof typeof architectures;
