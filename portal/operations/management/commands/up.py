"""`manage.py up`: the whole portal in one command."""

import sys
from functools import partial

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from portal import processes
from portal.embedded import Servers, State
from portal.operations.demo.accounts import account_lines
from portal.operations.key_check import refuse_foreign_keys
from portal.operations.models import DemoBuild
from portal.operations.role import refuse_bad_keys, refuse_wrong_role
from portal.supervisor import Child, Leave, Supervisor, bound, open_doors


class Command(BaseCommand):
    help = "启动整个平台：数据库、队列、网页、后台任务与定时；Ctrl-C 或 SIGTERM 依次结束。"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--empty", action="store_true", help="不建演示数据")
        parser.add_argument("--port", type=int, default=settings.ENV.port, help="网页端口")
        parser.add_argument("--host", default="127.0.0.1", help="网页地址")

    def handle(self, *, empty: bool, port: int, host: str, **options: object) -> None:
        supervisor = Supervisor(embedded_servers(), bound(host, port))
        try:
            serve(supervisor, empty=empty, url=f"http://{host}:{port}")
        except Leave:
            self.stderr.write("正在结束……")
        finally:
            supervisor.stop()


def embedded_servers() -> Servers | None:
    """The servers that the environment does not name."""
    env = settings.ENV
    if env.database_url and env.redis_url:
        return None
    return Servers(State(env.var), postgres=not env.database_url, redis=not env.redis_url)


def serve(supervisor: Supervisor, *, empty: bool, url: str) -> None:
    """Start in order; the web comes last, so that its first visitor finds everything."""
    supervisor.start_servers()
    supervisor.complete("prepare", partial(prepare, empty=empty), meanwhile=processes.warm)
    watch = processes.BeatWatch()
    supervisor.add(Child("beat", lambda: supervisor.fork("beat", watch.beat), started=watch.patience_again, silent=watch.silent))
    supervisor.add(Child("worker", lambda: supervisor.fork("worker", processes.worker), patience=60))
    open_doors(supervisor.listener)
    web = partial(processes.web, supervisor.listener)
    supervisor.add(Child("web", lambda: supervisor.fork("web", web, keep_listener=True), patience=30))
    print(f"平台已启动：{url}", flush=True)
    if settings.IS_DEMO and not empty:
        print("\n".join(account_lines()), flush=True)
    supervisor.run()


def prepare(*, empty: bool) -> None:
    """Check the keys, migrate, check the role and that the keys are the database's, and fill an empty database with the national tables and the demo."""
    refuse_bad_keys()
    call_command("migrate", verbosity=0, interactive=False)
    refuse_wrong_role()
    refuse_foreign_keys()
    call_command("seed", stdout=sys.stderr)
    if not empty and settings.IS_DEMO:
        if not DemoBuild.objects.exists():
            print("正在建立演示数据，约需一分钟……", file=sys.stderr, flush=True)
        call_command("demo", stdout=sys.stderr)
