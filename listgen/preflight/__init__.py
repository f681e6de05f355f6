"""All findings before anything is written: joins what catalog, links, documents and signage check."""

from listgen.preflight.assets import Assets, Document
from listgen.preflight.check import Checked, check_files, check_project
from listgen.preflight.subject import Subject

__all__ = ["Assets", "Checked", "Document", "Subject", "check_files", "check_project"]
