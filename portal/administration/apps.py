from django.apps import AppConfig

from portal.interface import menu
from portal.interface.menu import MenuItem

ITEMS = (
    MenuItem("人员与机构", "region_tree", "辖区", "map-pin", "administration.regions", order=50, tab=True, also=("region", "region_list", "region_import")),
    MenuItem("人员与机构", "jurisdiction_open", "开通租户", "flag", "tenancy.open", order=52, tab=True, also=("jurisdiction_step",)),
    MenuItem(
        "人员与机构",
        "organisation_list",
        "机构",
        "building-bank",
        "administration.organisations",
        order=54,
        tab=True,
        also=("organisation", "organisation_new"),
    ),
    MenuItem("人员与机构", "grid_list", "网格", "columns", "administration.grids", order=56, also=("grid",)),
)


class AdministrationConfig(AppConfig):
    name = "portal.administration"
    label = "administration"
    verbose_name = "辖区与机构管理"

    def ready(self) -> None:
        from portal.accounts import rights  # noqa: PLC0415  (models are not loaded when this module is imported)
        from portal.administration.consequences import of_projects_per_grid  # noqa: PLC0415
        from portal.administration.rights import RIGHTS, WORDS  # noqa: PLC0415
        from portal.tenancy.consequences import tell_consequences  # noqa: PLC0415
        from projects.policies import PROJECTS_PER_GRID  # noqa: PLC0415

        rights.declare(RIGHTS, WORDS, room=self.verbose_name)
        tell_consequences(of_projects_per_grid, PROJECTS_PER_GRID)
        menu.add(*ITEMS)
