import type { Rules } from "../rule.js";
import { AveragePool } from "./average-pool.js";
import { BatchNormalization } from "./batch-normalization.js";
import * as binary from "./binary.js";
import { DepthToSpace, SpaceToDepth } from "./block.js";
import * as cast from "./cast.js";
import * as concat from "./concat.js";
import { Conv } from "./conv.js";
import { ConvTranspose } from "./conv-transpose.js";
import { CumSum } from "./cumsum.js";
import { Dropout } from "./dropout.js";
import { Einsum } from "./einsum.js";
import { flat, OneHot } from "./flat.js";
import { Gather } from "./gather.js";
import { Gemm } from "./gemm.js";
import { GlobalAveragePool, GlobalMaxPool } from "./global-pool.js";
import { GroupNormalization } from "./group-normalization.js";
import { InstanceNormalization } from "./instance-normalization.js";
import { LayerNormalization } from "./layer-normalization.js";
import { GlobalLpPool, LpPool } from "./lp-pool.js";
import { LRN } from "./lrn.js";
import { MatMul } from "./mat-mul.js";
import { MaxPool } from "./max-pool.js";
import { Pad } from "./pad.js";
import * as piecewise from "./piecewise.js";
import * as pointwise from "./pointwise.js";
import { Pow } from "./pow.js";
import * as quantize from "./quantize.js";
import { Range } from "./range.js";
import * as reduce from "./reduce.js";
import * as extreme from "./reduce-extreme.js";
import { ReduceProd } from "./reduce-prod.js";
import * as reshape from "./reshape.js";
import { Resize } from "./resize.js";
import * as scatter from "./scatter.js";
import { Slice } from "./slice.js";
import { LogSoftmax, Softmax } from "./softmax.js";
import { Tile } from "./tile.js";
import * as variadic from "./variadic.js";

/** The gradient rule of every differentiable operator of ai.onnx, in alphabetical order. */
export const rules = {
  Abs: pointwise.Abs,
  Acos: pointwise.Acos,
  Acosh: pointwise.Acosh,
  Add: binary.Add,
  Asin: pointwise.Asin,
  Asinh: pointwise.Asinh,
  Atan: pointwise.Atan,
  Atanh: pointwise.Atanh,
  AveragePool,
  BatchNormalization,
  Cast: cast.Cast,
  CastLike: cast.CastLike,
  Ceil: flat,
  Celu: pointwise.Celu,
  Clip: piecewise.Clip,
  Concat: concat.Concat,
  ConstantOfShape: flat,
  Conv,
  ConvTranspose,
  Cos: pointwise.Cos,
  Cosh: pointwise.Cosh,
  CumSum,
  DepthToSpace,
  DequantizeLinear: quantize.DequantizeLinear,
  Div: binary.Div,
  Dropout,
  Einsum,
  Elu: pointwise.Elu,
  Erf: pointwise.Erf,
  Exp: pointwise.Exp,
  Expand: reshape.Expand,
  EyeLike: flat,
  Flatten: reshape.Flatten,
  Floor: flat,
  Gather,
  GatherElements: scatter.GatherElements,
  GatherND: scatter.GatherND,
  Gelu: pointwise.Gelu,
  Gemm,
  GlobalAveragePool,
  GlobalLpPool,
  GlobalMaxPool,
  GroupNormalization,
  HardSigmoid: pointwise.HardSigmoid,
  HardSwish: pointwise.HardSwish,
  Identity: pointwise.Identity,
  InstanceNormalization,
  LayerNormalization,
  LeakyRelu: pointwise.LeakyRelu,
  Log: pointwise.Log,
  LogSoftmax,
  LpPool,
  LRN,
  MatMul,
  Max: variadic.Max,
  MaxPool,
  Mean: variadic.Mean,
  Min: variadic.Min,
  Mish: pointwise.Mish,
  Mod: binary.Mod,
  Mul: binary.Mul,
  Neg: pointwise.Neg,
  OneHot,
  Pad,
  Pow,
  PRelu: piecewise.PRelu,
  QuantizeLinear: quantize.QuantizeLinear,
  Range,
  Reciprocal: pointwise.Reciprocal,
  ReduceL1: reduce.ReduceL1,
  ReduceL2: reduce.ReduceL2,
  ReduceLogSum: reduce.ReduceLogSum,
  ReduceLogSumExp: reduce.ReduceLogSumExp,
  ReduceMax: extreme.ReduceMax,
  ReduceMean: reduce.ReduceMean,
  ReduceMin: extreme.ReduceMin,
  ReduceProd,
  ReduceSum: reduce.ReduceSum,
  ReduceSumSquare: reduce.ReduceSumSquare,
  Relu: pointwise.Relu,
  Reshape: reshape.Reshape,
  Resize,
  Round: flat,
  ScatterElements: scatter.ScatterElements,
  ScatterND: scatter.ScatterND,
  Selu: pointwise.Selu,
  Shrink: pointwise.Shrink,
  Sigmoid: pointwise.Sigmoid,
  Sign: flat,
  Sin: pointwise.Sin,
  Sinh: pointwise.Sinh,
  Slice,
  Softmax,
  Softplus: pointwise.Softplus,
  Softsign: pointwise.Softsign,
  SpaceToDepth,
  Split: concat.Split,
  Sqrt: pointwise.Sqrt,
  Squeeze: reshape.Squeeze,
  Sub: binary.Sub,
  Sum: variadic.Sum,
  Tan: pointwise.Tan,
  Tanh: pointwise.Tanh,
  ThresholdedRelu: pointwise.ThresholdedRelu,
  Tile,
  TopK: scatter.TopK,
  Transpose: reshape.Transpose,
  Trilu: reshape.Trilu,
  Unsqueeze: reshape.Unsqueeze,
  Where: piecewise.Where,
} satisfies Rules;
