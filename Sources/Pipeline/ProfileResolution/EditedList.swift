extension [ListEdit] {
    /// All steps, one after the other. Thousands of names in a mapping take no longer than thousands of elements in a list.
    func applied(to elements: [ListElement]) -> [ListElement] {
        var list = EditedList(elements)
        for step in self { list.apply(step) }
        return list.elements
    }
}

/// A list while it is edited.
private struct EditedList {
    /// Nil: taken out.
    private var slots: [ListElement?]
    /// Where the first element with a first word is; found when it is first asked for, and void after an edit that moves elements.
    private var places: [String: Int]?
    /// Whether a first word is there several times, as it may be in a list that is no mapping.
    private var hasRepetitions = false

    init(_ elements: [ListElement]) {
        slots = elements
    }

    var elements: [ListElement] { slots.compactMap { $0 } }

    mutating func apply(_ step: ListEdit) {
        switch step {
        case .prepend(let more):
            slots.insert(contentsOf: more.map { ListElement?.some($0) }, at: 0)
            places = nil
        case .append(let more):
            slots.append(contentsOf: more.map { ListElement?.some($0) })
            places = nil
        case .remove(let unwanted):
            let unwanted = Set(unwanted)
            slots.removeAll { $0.map { unwanted.contains($0.words) } ?? true }
            places = nil
        case .put(let element): put(element)
        case .drop(let key): drop(key)
        }
    }

    private mutating func put(_ element: ListElement) {
        let key = element.words.first ?? ""
        if let place = place(of: key) {
            slots[place] = element
        } else {
            places?[key] = slots.count
            slots.append(element)
        }
    }

    private mutating func drop(_ key: String) {
        guard let place = place(of: key) else { return }
        slots[place] = nil
        places?[key] = nil
        guard hasRepetitions else { return }
        slots.removeAll { $0?.words.first == key }
        places = nil
    }

    private mutating func place(of key: String) -> Int? {
        if places == nil {
            let keys = slots.enumerated().compactMap { place, element in element?.words.first.map { ($0, place) } }
            let first = Dictionary(keys, uniquingKeysWith: { first, _ in first })
            hasRepetitions = first.count < keys.count
            places = first
        }
        return places?[key]
    }
}
