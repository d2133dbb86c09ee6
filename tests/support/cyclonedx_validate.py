"""Validates a CycloneDX 1.6 bill of materials by the standard's own schema; prints what is wrong with it."""

import sys

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

with open(sys.argv[1], encoding="utf-8") as file:
    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(file.read())
if error is not None:
    print(error, getattr(error, "data", ""))
    sys.exit(1)
