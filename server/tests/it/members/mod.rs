mod list;
mod manage;
