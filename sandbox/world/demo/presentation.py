def present(outcome, options, seconds, mb):
    print(outcome, seconds, mb)
    return True
