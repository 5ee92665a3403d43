/// What libyaml says when it does not understand a text.
struct SyntaxProblem: Error {
    let problem: String
    /// What it was at, such as `while scanning a quoted scalar`; may be empty.
    let context: String
    /// In code points.
    let position: Int
    /// Where that began, in code points.
    let contextPosition: Int?
}
