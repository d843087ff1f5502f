"""Mẫu biểu và câu mẫu: dated wording of the printed forms, one preview, the office's standard sentences."""
