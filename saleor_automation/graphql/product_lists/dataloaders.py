from ...core.exceptions import InvalidDefinition
from ...journeys.list_users import users_of_lists
from ...product_lists.definition import ListDefinition, parse_list
from ...product_lists.editing import Problem, problems_of
from ...product_lists.models import ProductList
from ...shop.database import allow_writer
from ..toolkit import DataLoader


class UsersByListSlugLoader(DataLoader[str, list[str]]):
    context_key = "automation_users_by_product_list_slug"

    def batch_load(self, keys: list[str]) -> list[list[str]]:
        with allow_writer():
            users = users_of_lists(keys)
        return [users[key] for key in keys]


class ProblemsByListLoader(DataLoader[int, list[Problem]]):
    """What each list names that the shop does not have any more, or that this version cannot read."""

    context_key = "automation_problems_by_product_list"

    def batch_load(self, keys: list[int]) -> list[list[Problem]]:
        lists = ProductList.objects.using(self.database_connection_name).in_bulk(keys)
        read: dict[int, ListDefinition] = {}
        problems: dict[int, list[Problem]] = {}
        for key, product_list in lists.items():
            try:
                read[key] = parse_list(product_list.definition, f"Product list '{product_list.slug}'")
            except InvalidDefinition as error:
                problems[key] = error.problems
        problems |= dict(zip(read, problems_of(list(read.values())), strict=True))
        return [problems.get(key, []) for key in keys]
