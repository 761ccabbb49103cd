use std::fmt::Write;

use pulldown_cmark::Alignment;

/// Writes tables, each in a frame that scrolls by itself and can be reached by keyboard.
#[derive(Debug, Default)]
pub(super) struct Tables {
    count: u32,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    cell: usize,
}

impl Tables {
    pub(super) fn open(&mut self, out: &mut String, alignments: Vec<Alignment>) {
        self.alignments = alignments;
        self.count += 1;
        // Regions are told apart by their names.
        let label = if self.count == 1 { "Table".to_owned() } else { format!("Table {}", self.count) };
        let _ =
            writeln!(out, "<div class=\"table-scroll\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\"><table>");
    }

    pub(super) fn close(&self, out: &mut String) {
        out.push_str("</tbody></table></div>\n");
    }

    pub(super) fn open_row(&mut self, out: &mut String, head: bool) {
        self.column = 0;
        self.in_head = head;
        out.push_str(if head { "<thead><tr>" } else { "<tr>" });
    }

    pub(super) fn close_row(&mut self, out: &mut String) {
        out.push_str(if self.in_head { "</tr></thead><tbody>\n" } else { "</tr>\n" });
        self.in_head = false;
    }

    pub(super) fn open_cell(&mut self, out: &mut String) {
        self.cell = out.len();
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            _ => "",
        };
        let _ = if self.in_head { write!(out, "<th scope=\"col\"{class}>") } else { write!(out, "<td{class}>") };
    }

    pub(super) fn close_cell(&mut self, out: &mut String) {
        self.column += 1;
        if !self.in_head {
            out.push_str("</td>");
        } else if out.ends_with('>') && out.get(self.cell..).is_some_and(|cell| cell.matches('>').count() == 1) {
            // An empty heading would be announced as one.
            out.truncate(self.cell);
            out.push_str("<td></td>");
        } else {
            out.push_str("</th>");
        }
    }
}
