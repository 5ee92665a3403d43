/// What is left of a block mapping when its last key goes. Braces stay in any case.
public enum EmptiedMapping: Sendable {
    /// `{}`: the tree is the same but for the key.
    case braces
    /// Nothing: the mapping's own key has no value then, as before `set` gave it one. YAML reads that as null, which in a profile can mean
    /// something else than an empty mapping.
    case nothing
}
