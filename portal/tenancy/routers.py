"""Everything reads and writes through the application role; the owner's connection is for migrate, the sealer's for seals."""


class AppRole:
    def db_for_read(self, model, **hints):
        return "default"

    def db_for_write(self, model, **hints):
        return "default"

    def allow_relation(self, first, second, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return None if db != "audit" else False
