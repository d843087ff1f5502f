"""The one style sheet: only what Qt's own controls need; our own widgets paint themselves."""

from __future__ import annotations

from string import Template

from ui.tokens import FALLBACKS, RADIUS_CARD, RADIUS_FIELD, WORDS, Tokens

_SHEET = Template(
    """
QToolTip { background: $toast; color: $toast_text; border: 0; padding: 6px 8px; font-size: ${caption}px; }
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit {
  background: $surface; color: $text; border: 1px solid $border; border-radius: ${field}px;
  selection-background-color: $primary; selection-color: $on_primary; font-size: ${body}px;
  placeholder-text-color: $text3;
}
QLineEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit { min-height: ${line}px; padding: 0 11px; }
QPlainTextEdit, QTextEdit { padding: 6px 8px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus,
QTimeEdit:focus { border: 2px solid $ring; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus, QTimeEdit:focus, QLineEdit[tone="bad"],
QLineEdit[tone="warn"] { min-height: ${line_within}px; padding: 0 10px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 5px 7px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QLineEdit:read-only { background: $surface2; color: $text2; }
QLineEdit[tone="bad"] { border: 2px solid $bad; }
QLineEdit[tone="warn"] { border: 2px solid $warn; }
QComboBox::drop-down { border: 0; width: 26px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $border; outline: 0;
  selection-background-color: $primary_tint; selection-color: $text; }
QListView#words { background: $surface; border: 1px solid $border; }
QScrollArea { background: transparent; border: 0; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QWidget#scrolled { background: transparent; }
QTableView, QListView { background: transparent; border: 0; outline: 0; }
QHeaderView { background: transparent; border: 0; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QTableCornerButton::section { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: $border; border-radius: 3px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  background: transparent; border: 0; width: 0; height: 0; }
QMenu { background: $surface; color: $text; border: 1px solid $border; border-radius: ${field}px;
  padding: 4px; }
QMenu::item { padding: 7px 18px 7px 12px; border-radius: 4px; }
QMenu::item:selected { background: $primary_tint; color: $text; }
QDialog, QMessageBox { background: $surface; }
QFileDialog QHeaderView::section { background: $surface2; color: $text2; border: 0; padding: 4px 8px; }
QMessageBox { messagebox-text-interaction-flags: 0; }
QMessageBox QLabel { color: $text; font-size: ${body}px; padding-top: ${rise}px; }
QMessageBox QLabel#qt_msgbox_label { font-size: ${section}px; font-weight: 600;
  padding: ${rise}px 16px 0 0; }
QMessageBox QLabel#qt_msgbox_informativelabel { color: $text2; padding: ${rise}px 16px 8px 4px; }
QDialog QPushButton { background: $surface; color: $text; border: 1px solid $border;
  border-radius: ${field}px; padding: 8px 16px; font-weight: 600; }
QDialog QPushButton:default { background: $primary; color: $on_primary; border-color: $primary; }
QDialog QPushButton:focus { border: 2px solid $ring; padding: 7px 15px; }
QDialog QPushButton:default:focus { border: 2px solid $text; }
"""
)


def style_sheet(tokens: Tokens, scale: float = 1.0) -> str:
    """Fill the sheet with a theme's tokens at the user's text size."""
    values = {name: getattr(tokens, name) for name in tokens.__slots__}
    return _SHEET.substitute(
        values,
        caption=round(12 * scale),
        body=round(13 * scale),
        section=round(15 * scale),
        line=round(32 * scale),
        line_within=round(32 * scale) - 2,  # a thicker edge takes its room from within: nothing moves
        rise=round(
            6 * scale
        ),  # Ễ stands higher than the font says; a label whose words can be marked would cut it
        field=RADIUS_FIELD,
        card=RADIUS_CARD,
        words=", ".join(f'"{name}"' for name in (WORDS, *FALLBACKS)),
    )
