use std::collections::HashMap;
use crate::store::{self, read::{Reader, open as open_it}};
mod helper;
/* outer /* inner */ fn comment() {} */
pub const LIMIT: usize = 5;
pub(crate) struct Cart<'a> {
    name: &'a str,
}
pub enum State { Open, Closed }
pub trait Shape {
    fn area(&self) -> f64;
}
impl<'a> Shape for Cart<'a> {
    fn area(&self) -> f64 { let c = '{'; let r = r#"fn raw() {"#; 1.0 }
}
impl Cart<'_> {
    pub async fn add(&mut self) {
        fn inner() {}
    }
}
#[derive(Debug)] pub struct Unit;
macro_rules! shout { ($x:expr) => { fn no() {} } }
mod tests {
    #[test]
    fn works() {}
}
pub type Map = HashMap<String, u8>;
