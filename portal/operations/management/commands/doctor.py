"""`manage.py doctor`: is this installation well, and if not, what to do."""

from dataclasses import asdict

from portal.accounts.commands import PortalCommand
from portal.operations.probes import examine


class Command(PortalCommand):
    help = "检查运行环境：数据库账号、结构升级、队列、定时、磁盘、字体、节假日、密钥；有问题时给出办法并返回非零。"
    takes_actor = False
    acts = False

    def _actor(self, options: dict) -> None:
        """Nobody: a doctor is also called when the database holds no table yet."""

    def handle_portal(self, *, actor: None, **options: object) -> dict:
        findings = examine()
        return {"ok": all(finding.ok for finding in findings), "findings": [asdict(finding) for finding in findings]}

    def failed(self, result: dict) -> bool:
        return not result["ok"]
