from campaigns.models.campaign import Campaign, CampaignTask, TaskReport
from campaigns.models.statistics import StatisticalReturn, TableCorrection, WeeklyProgressBulletin
from campaigns.models.title import TitleDecision, TitleNomination

__all__ = [
    "Campaign",
    "CampaignTask",
    "StatisticalReturn",
    "TableCorrection",
    "TaskReport",
    "TitleDecision",
    "TitleNomination",
    "WeeklyProgressBulletin",
]
