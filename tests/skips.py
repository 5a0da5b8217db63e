"""A skipped test is a test that did not run: unless its reason begins with "expected:", the whole run fails.

Write `pytest.skip("expected: only root can become nobody")` or the same as the reason of a skipif mark.
"""

import pytest

EXPECTED = "expected:"


class UnexpectedSkips:
    """Hears every report, those of xdist's workers too, and has the last word on the exit status."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._note(report)

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if not report.skipped or hasattr(report, "wasxfail"):
            return
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if not reason.startswith(EXPECTED):
            self.found.append(f"{report.nodeid}: {reason}")

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.found and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.found:
            terminalreporter.section("skipped, though nobody expects it", red=True)
            terminalreporter.line("\n".join(self.found))


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(UnexpectedSkips(), "unexpected-skips")
