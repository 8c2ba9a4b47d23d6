"""Writes src/graph/proto/operators.ts, the operators of ai.onnx as the installed ONNX knows them:

    python3 scripts/operators.py > src/graph/proto/operators.ts
"""

import onnx

KINDS = {
    "FLOAT": "float",
    "INT": "int",
    "STRING": "string",
    "TENSOR": "tensor",
    "GRAPH": "graph",
    "SPARSE_TENSOR": "sparse_tensor",
    "TYPE_PROTO": "type_proto",
}
MANY = 2**31 - 1


def kind(attribute):
    name = attribute.type.name
    return KINDS[name] if name in KINDS else KINDS[name.removesuffix("S")] + "s"


def count(least, most):
    return f"{least}" if least == most else f"{least}-{'' if most == MANY else most}"


def form(schema):
    attributes = sorted(schema.attributes.values(), key=lambda each: each.name)
    listed = ",".join(f"{each.name}{'!' if each.required else ''}={kind(each)}" for each in attributes)
    return (
        f"{count(schema.min_input, schema.max_input)}>{count(schema.min_output, schema.max_output)}"
        + (f"[{listed}]" if listed else "")
    )


schemas = {}
for schema in onnx.defs.get_all_schemas_with_history():
    if schema.domain == "":
        schemas.setdefault(schema.name, []).append(schema)

print(f"""\
// Written by scripts/operators.py from the schemas of ONNX {onnx.__version__}; not to be edited.

/**
 * The operators of ai.onnx up to opset {onnx.defs.onnx_opset_version()}, one on each line: its name, then each of its forms as
 * `since:inputs>outputs[attributes]`. A form holds from opset `since` to the next one's; `2-` is two or more;
 * attributes are `name=kind`, those that must be there `name!=kind`.
 */
export const operatorLines = `""")
for name, versions in sorted(schemas.items()):
    forms = []
    for schema in sorted(versions, key=lambda each: each.since_version):
        if not forms or forms[-1][1] != form(schema):
            forms.append((schema.since_version, form(schema)))
    print(name, *(f"{since}:{text}" for since, text in forms))
print("`;")
