mod change;
mod moderate;
mod write;
