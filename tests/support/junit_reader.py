"""Reads JUnit XML with junitparser and prints what it understood, as one JSON object.

usage: junit_reader.py PATH
"""

import json
import sys

from junitparser import Failure, JUnitXml, Skipped


def told(case, kind) -> list[str]:
    return [result.message for result in case.result if isinstance(result, kind)]


def main() -> None:
    root = JUnitXml.fromfile(sys.argv[1])
    suites = [
        {
            "name": suite.name,
            "counts": [suite.tests, suite.failures, suite.skipped],
            "cases": [
                {
                    "name": case.name,
                    "classname": case.classname,
                    "failures": told(case, Failure),
                    "skipped": told(case, Skipped),
                }
                for case in suite
            ],
        }
        for suite in root
    ]
    print(json.dumps({"counts": [root.tests, root.failures, root.skipped], "suites": suites}))


if __name__ == "__main__":
    main()
