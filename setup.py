"""What setup.cfg cannot say: a wheel without the Dashboard extension would install, and show an empty frame."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

BUNDLE = Path(__file__).parent / "saleor_automation" / "assets" / "dashboard" / "index.html"


class BuildWithDashboard(build_py):
    def run(self) -> None:
        if not self.editable_mode and not BUNDLE.is_file():
            raise SystemExit(
                "The Dashboard extension is not built: run `make dashboard` first, or `make wheel` for both."
            )
        super().run()


setup(cmdclass={"build_py": BuildWithDashboard})
