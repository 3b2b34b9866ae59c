from ...account.models import Address, User
from ..core.dataloaders import DataLoader


class AddressByIdLoader(DataLoader[int, Address]):
    context_key = "address_by_id"

    def batch_load(self, keys):
        addresses = Address.objects.using(self.database_connection_name).in_bulk(keys)
        return [addresses.get(key) for key in keys]


class UserByUserIdLoader(DataLoader[int, User]):
    context_key = "user_by_id"

    def batch_load(self, keys):
        users = User.objects.using(self.database_connection_name).in_bulk(keys)
        return [users.get(key) for key in keys]
