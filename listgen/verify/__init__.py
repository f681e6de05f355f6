"""Re-reads the outputs with its own eyes: imports no writer, and computes what it checks anew."""

from listgen.verify.report import Report
from listgen.verify.run import verify_file, verify_output

__all__ = ["Report", "verify_file", "verify_output"]
