import {
  type DescField,
  type DescMessage,
  type MessageShape,
  toBinary,
  type UnknownField,
} from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

/**
 * A message in `field` of another, encoded already: as `$unknown` of that other it is written as it is, after the fields that
 * are known. What is the same in hundreds of places is encoded once so.
 */
export function encoded<Desc extends DescMessage>(
  field: DescField,
  schema: Desc,
  message: MessageShape<Desc>,
): UnknownField {
  const data = new BinaryWriter().bytes(toBinary(schema, message)).finish();
  return { no: field.number, wireType: WireType.LengthDelimited, data };
}
