"""Put a file aside that was not accepted."""

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from wagepay.enums import UploadState
from wagepay.intake.kinds import INTAKES
from wagepay.models import Upload, UploadContent


def abandon_upload(*, actor: Actor, upload: Upload) -> Upload:
    """Its contents go, its row stays as a trace; what was accepted cannot be put aside."""
    require(actor, INTAKES[upload.kind].VERB)
    with transaction.atomic():
        upload = Upload.objects.writable_by(actor).select_for_update(of=("self",)).get(pk=upload.pk)
        if upload.state == UploadState.ACCEPTED:
            raise Refused("已经入库的文件不能放弃；有误的，请上传更正后的文件。", "wrong_state")
        upload.state = UploadState.ABANDONED
        upload.save(update_fields=["state"])
        UploadContent.objects.writable_by(actor).filter(upload=upload).delete()
        record(actor, "wagepay.abandon", upload)
    return upload
