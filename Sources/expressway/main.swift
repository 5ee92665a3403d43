print("expressway")
