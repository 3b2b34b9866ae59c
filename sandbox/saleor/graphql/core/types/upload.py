import graphene


class Upload(graphene.Scalar):
    """The name of a file's part in a multipart request; the view has put it in the variable's place."""

    class Meta:
        description = "A file that comes as a part of a multipart request; in the operation it stands as null."

    @staticmethod
    def serialize(value):
        return value

    @staticmethod
    def parse_literal(node):
        return node

    @staticmethod
    def parse_value(value):
        return value
