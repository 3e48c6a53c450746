"""Who may do what in campaigns. The city's office leads, counties nominate and report."""

from portal.accounts.enums import Role

RIGHTS = {
    "campaigns.view": (Role.OFFICE, Role.INSPECTOR, Role.LEADER, Role.DEPARTMENT, Role.ADMIN, Role.AUDITOR),
    "campaigns.start": (Role.OFFICE,),
    "campaigns.nominate": (Role.INSPECTOR,),
    "campaigns.decide": (Role.OFFICE,),
    "campaigns.report": (Role.INSPECTOR, Role.DEPARTMENT),
    "campaigns.correct": (Role.OFFICE,),
    "campaigns.send": (Role.OFFICE,),
    "campaigns.bulletin": (Role.OFFICE,),
}
