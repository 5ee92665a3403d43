/// What is left of a block mapping when its last key goes. Braces stay in any case.
public enum EmptiedMapping: Sendable {
    /// `{}`: it is a mapping still.
    case braces
    /// Nothing: its own key has no value then, which YAML reads as null. This takes back, to the byte, what `set` wrote where there was nothing.
    case nothing
}
