import { create, fromBinary, toBinary, type UnknownField } from "@bufbuild/protobuf";
import { RegardError } from "../../errors.js";
import { isUnknown, symbol, symbolName, unknownDim } from "../dim.js";
import { dtypes } from "../tensor.js";
import { type Dim, type Type, unknownType } from "../types.js";
import { encoded } from "./encoded.js";
import {
  type TensorShapeProto_Dimension,
  type TypeProto,
  TypeProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "./onnx_pb.js";
import { dtypeOf, rankLimit } from "./tensor.js";

/** Names that exporters give to every size they do not know, so equal ones say nothing. */
const anonymous = new Set(["", "?", "None", "-1", "unk", "unknown"]);

function dimOf({ value }: TensorShapeProto_Dimension): Dim {
  if (value.case === "dimValue" && value.value >= 0n && value.value <= Number.MAX_SAFE_INTEGER) {
    return Number(value.value);
  }
  return value.case === "dimParam" && !anonymous.has(value.value) ? symbol(value.value) : unknownDim();
}

/** The type of a value as a file declares it; sequences, optionals and maps stay closed. */
export function readType(proto: TypeProto | undefined, what: string): Type {
  if (!proto?.value.case) return unknownType;
  if (proto.value.case !== "tensorType") {
    return { dtype: null, shape: null, opaque: toBinary(TypeProtoSchema, proto) };
  }
  const { elemType, shape } = proto.value.value;
  if (shape && shape.dim.length > rankLimit) {
    throw new RegardError("model", `${what} has a rank of ${shape.dim.length}`);
  }
  return { dtype: dtypeOf(elemType, what), shape: shape?.dim.map(dimOf) ?? null, opaque: null };
}

/** What a file declares of a value beside what inference tells, which comes first where it tells anything. */
export function declared(inferred: Type, declaration: Type | undefined): Type {
  if (!declaration || inferred.opaque) return inferred;
  if (declaration.opaque) return inferred.dtype === null ? declaration : inferred;
  const dtype = inferred.dtype ?? declaration.dtype;
  const { shape } = declaration;
  if (!inferred.shape || !shape) return { dtype, shape: inferred.shape ?? shape, opaque: null };
  const same = shape.length === inferred.shape.length;
  const merged = inferred.shape.map((dim, i) => (same && isUnknown(dim) ? (shape[i] ?? dim) : dim));
  return { dtype, shape: merged, opaque: null };
}

const dimension = (dim: Dim) => {
  if (typeof dim === "number") return { value: { case: "dimValue" as const, value: BigInt(dim) } };
  return isUnknown(dim) ? {} : { value: { case: "dimParam" as const, value: symbolName(dim) } };
};

function writeType({ dtype, shape, opaque }: Type): TypeProto | null {
  if (opaque) return fromBinary(TypeProtoSchema, opaque);
  if (dtype === null) return null;
  const elemType = dtypes[dtype];
  const value = shape ? { elemType, shape: { dim: shape.map(dimension) } } : { elemType };
  return create(TypeProtoSchema, { value: { case: "tensorType", value } });
}

/**
 * The declaration of a value for a file. Types that are spelled alike are encoded once, in `known`: a network has few of them
 * and hundreds of values, and each is six messages deep.
 */
export function writeValueInfo(name: string, type: Type, known: Map<string, UnknownField>): ValueInfoProto {
  const info = create(ValueInfoProtoSchema, { name });
  const key = type.opaque ? null : `${type.dtype} ${type.shape && JSON.stringify(type.shape)}`;
  const spelled = key === null ? undefined : known.get(key);
  const proto = spelled ? null : writeType(type);
  const field = spelled ?? (proto && encoded(ValueInfoProtoSchema.field.type, TypeProtoSchema, proto));
  if (key !== null && field) known.set(key, field);
  if (field) info.$unknown = [field];
  return info;
}
