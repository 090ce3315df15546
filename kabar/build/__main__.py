"""Command line of `make html`; with ``--publish`` of `make publish`, with ``--preview`` of `make pratinjau`."""

import argparse
import gc
import os
import sys
from dataclasses import replace
from datetime import UTC, datetime

from kabar.build.bill_of_materials import keep_bill
from kabar.build.last_build import database_of, recall
from kabar.build.options import read_options
from kabar.build.progress import progress
from kabar.console import write_lines
from kabar.failure import report, run_command


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m kabar.build")
    # Mutually exclusive: a public build contains no drafts.
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--publish", action="store_true", help="untuk umum, dengan publishconf.py")
    kinds.add_argument("--preview", action="store_true", help="dengan draf dan tulisan terjadwal")
    given = parser.parse_args(arguments)

    # The process ends after one build: garbage collection would cost more than it frees.
    gc.disable()

    def command() -> None:
        options = replace(read_options(os.environ, production=given.publish), preview=given.preview)
        if given.publish:
            keep_bill(options.root, options.cache)
        database = database_of(options)
        last, sources = recall(options, database, datetime.now(UTC))
        if last:
            report(last.lines)
            if last.proof:
                write_lines([last.proof])
            if options.asked_page:
                page = options.asked_page
                write_lines([f"{page}: tidak dibangun, karena tidak ada yang berubah sejak build terakhir"])
            write_lines([f"Tidak ada yang berubah: {last.pages} halaman di {options.output_name}"])
            return
        # Imported here, so that a bug in our code is reported like any other error.
        from kabar.build.pipeline import build

        with progress(sys.stderr) as show:
            summary = build(options, sources, show, database=database)
        report(summary.warnings)
        write_lines(filter(None, [summary.proof, summary.reason, summary.as_line(options.output_name)]))
        # For interactive use; logs of nightly builds stay short.
        if sys.stdout.isatty() or os.environ.get("RINCI", "").strip() == "1":
            write_lines(summary.tally.as_lines())

    return run_command(command)


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    # Skips deallocation, which takes a second for a large archive.
    os._exit(code)


