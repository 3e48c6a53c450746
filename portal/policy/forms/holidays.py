"""Upload of a year's arrangement."""

from django import forms

from portal.lib.forms import SentenceField, UploadField

FIRST, LAST = 2004, 2100


class HolidayForm(forms.Form):
    year = forms.IntegerField(label="年份", min_value=FIRST, max_value=LAST, widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "num"}))
    source = SentenceField(label="依据文件", required=False, max_length=120, help_text="不填则记为国务院办公厅当年的放假通知。")
    file = UploadField(label="放假安排表", kinds=(".xlsx", ".xls", ".csv"), help_text="三列：日期、性质、名称。先检查，确认后才录入。")
