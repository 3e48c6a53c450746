"""The plans of the sites, before anybody acts on them."""

import random
from collections import Counter

import pytest

from portal.operations.demo.build import TIMES
from portal.operations.demo.plans import STORIES, plans

CODES = ("140321", "140322", "140302", "410402", "623026")


@pytest.mark.parametrize(("size", "times"), TIMES.items())
def test_no_two_sites_of_a_county_have_one_name_and_every_story_is_told(size, times):
    towns = {code: [(f"{code}10{n}", name) for n, name in enumerate(("样例镇", "示例乡"))] for code in CODES}
    found = list(plans(list(CODES), towns, random.Random(1), times=times))
    assert max(Counter((plan.region, plan.name) for plan in found).values()) == 1
    assert {story.code for story in STORIES} <= {plan.story.code for plan in found}
