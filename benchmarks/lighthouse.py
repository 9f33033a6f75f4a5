"""Lighthouse 12 on Explore: mobile and desktop, the median of five."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

VERSION = "12.8.2"
RUNS = 5
WANTED = {"accessibility": 100, "best-practices": 95, "performance": 90}
CHROME = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
)


def measure(address: str) -> list[tuple[str, str, str, bool]]:
    if not shutil.which("npm"):
        print("Lighthouse needs npm, which is not here: left out", file=sys.stderr)
        return []
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, f"lighthouse@{VERSION}"]
        subprocess.run(install, check=True, stdout=sys.stderr)
        program = Path(folder) / "node_modules" / ".bin" / "lighthouse"
        for preset in ("mobile", "desktop"):
            scores = [_run(str(program), address, preset) for _ in range(RUNS)]
            for name, least in WANTED.items():
                median = statistics.median(score[name] for score in scores)
                rows.append((f"Lighthouse {preset}: {name}", f"{median:.0f}", f">= {least}", median >= least))
    return rows


def _run(program: str, address: str, preset: str) -> dict[str, float]:
    command = [program, address, "--quiet", "--output=json", f"--chrome-flags={CHROME}"]
    command += ["--only-categories=" + ",".join(WANTED), *(["--preset=desktop"] if preset == "desktop" else [])]
    chrome = shutil.which("chromium") or shutil.which("google-chrome") or ""
    environment = {**os.environ, "CHROME_PATH": chrome}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:  # Chromium does not always start on a busy machine: once more, and then it is a failure
        print(done.stderr, file=sys.stderr)
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    categories = json.loads(done.stdout)["categories"]
    return {name: categories[name]["score"] * 100 for name in WANTED}
