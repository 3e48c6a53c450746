"""E-mail by Django's SMTP backend."""

import smtplib
import ssl
from functools import cached_property

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from portal.env import Mail
from portal.lib import keys
from portal.notices.channels.base import GiveUp, Outgoing, TryAgain

SECRET = "mail"


class Backend(EmailBackend):
    """Checks the server's certificate, against the authority of a closed network where one is named."""

    def __init__(self, mail: Mail, password: str) -> None:
        super().__init__(
            host=mail.host, port=mail.port, username=mail.user, password=password,
            use_tls=mail.security == "starttls", use_ssl=mail.security == "ssl", timeout=mail.timeout, fail_silently=False,
        )  # fmt: skip
        self.authority = mail.ca

    @cached_property
    def ssl_context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.authority or None)


class MailServer:
    """One connection for a run of messages; each fault is told in words an administrator can act on."""

    def __init__(self, mail: Mail) -> None:
        self.mail = mail
        self.carrier = f"邮件服务器 {mail.host}"
        self._backend: Backend | None = None

    def send(self, message: Outgoing) -> None:
        try:
            self._open().send_messages([self._letter(message)])
        except smtplib.SMTPException as fault:
            self.close()
            raise _answer(fault) from fault
        except ssl.SSLError as fault:
            self.close()
            raise TryAgain("邮件服务器的证书没有通过验证，请检查 PORTAL_MAIL_CA 和服务器名。", down=True) from fault
        except OSError as fault:
            self.close()
            raise TryAgain(f"连不上邮件服务器 {self.mail.host}:{self.mail.port}（{_why(fault)}）。", down=True) from fault

    def close(self) -> None:
        if self._backend is not None:
            backend, self._backend = self._backend, None
            try:
                backend.close()
            except (smtplib.SMTPException, OSError):
                backend.connection = None

    def _open(self) -> Backend:
        if self._backend is None:
            self._backend = Backend(self.mail, keys.current().secrets.get(SECRET, "") if self.mail.user else "")
            try:
                self._backend.open()
            except smtplib.SMTPServerDisconnected as fault:
                if not self.mail.user:
                    raise
                # Many servers hang up on a wrong password instead of saying so.
                raise smtplib.SMTPAuthenticationError(535, b"hung up at sign-in") from fault
        return self._backend

    def _letter(self, message: Outgoing) -> EmailMessage:
        domain = self.mail.sender.rpartition("@")[2].rstrip("> ")
        headers = {"Message-ID": f"<{message.uid}@{domain}>", "Auto-Submitted": "auto-generated"}
        return EmailMessage(
            " ".join(message.subject.split()), message.text, settings.DEFAULT_FROM_EMAIL or self.mail.sender, [message.address], headers=headers
        )


def _answer(fault: smtplib.SMTPException) -> TryAgain | GiveUp:
    """4xx is for now, 5xx for ever; what concerns our own account or the line concerns every message."""
    if isinstance(fault, smtplib.SMTPAuthenticationError):
        return TryAgain("邮件服务器不接受本平台的账号或密码，请检查 PORTAL_MAIL_USER 和密钥文件的 secrets.mail。", down=True)
    if isinstance(fault, smtplib.SMTPNotSupportedError):
        return TryAgain("邮件服务器不支持所设的加密或登录方式，请检查 PORTAL_MAIL_SECURITY。", down=True)
    if isinstance(fault, smtplib.SMTPSenderRefused):
        return TryAgain(f"邮件服务器不接受发件地址（{fault.smtp_code}），请检查 PORTAL_MAIL_FROM。", down=True)
    code = _code(fault)
    if code is None:
        return TryAgain("邮件服务器中断了连接。", down=True)
    if 400 <= code < 500:
        return TryAgain(f"邮件服务器暂时不收（{code}）。")
    return GiveUp(f"邮件服务器拒收（{code}），请核对邮箱地址。")


def _code(fault: smtplib.SMTPException) -> int | None:
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return next(iter(fault.recipients.values()))[0]
    return fault.smtp_code if isinstance(fault, smtplib.SMTPResponseException) else None


def _why(fault: OSError) -> str:
    if isinstance(fault, TimeoutError):
        return "超时"
    return "连接被拒绝" if isinstance(fault, ConnectionRefusedError) else "网络不通"
