import OptionCatalogue

/// What a message about a value speaks of.
struct ReadingSubject {
    enum Part {
        /// The option's only value.
        case whole
        /// One element of a list.
        case element
        /// What belongs to a name in a mapping.
        case entry(String)
        /// A name in a mapping.
        case key
    }

    let option: OptionName
    let part: Part

    init(_ option: OptionName, _ part: Part = .whole) {
        self.option = option
        self.part = part
    }

    /// - Parameters:
    ///   - expectation: what is taken, such as `a path`.
    ///   - shown: what is there.
    func sentence(_ expectation: String, not shown: String) -> String {
        switch part {
        case .whole: "'\(option)' takes \(expectation), not \(shown)"
        case .element: "an element of '\(option)' is \(expectation), not \(shown)"
        case .entry(let name): "'\(name)' of '\(option)' takes \(expectation), not \(shown)"
        case .key: "a name in '\(option)' is \(expectation), not \(shown)"
        }
    }

    /// `the value of 'port'`
    var value: String {
        switch part {
        case .whole: "the value of '\(option)'"
        case .element: "an element of '\(option)'"
        case .entry(let name): "'\(name)' of '\(option)'"
        case .key: "a name in '\(option)'"
        }
    }
}

extension OptionType {
    /// What it takes in a profile, for a sentence.
    var expectationInProfile: String {
        self == .toggle ? "true or false" : expectation
    }
}
