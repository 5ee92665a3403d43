import Diagnostics
import FileReading
import OptionCatalogue
import ProfileEditing
import ProfileReading
import ProfileResolution
import SystemPackage

/// One change of a profile file, and what comes of it.
struct ProfileEdit {
    /// The keys above `profiles`.
    static let topKeys = ["default", "requires"]

    let workspace: ProfileWorkspace
    let isLocal: Bool
    /// The profile; nil: the one that a server would use here.
    let profile: String?

    private var path: FilePath { isLocal ? workspace.files.local : workspace.files.shared }

    /// - Throws: findings for a key that there is not, a value that it does not take, a file that cannot be changed.
    func set(_ key: String, _ words: [String]) throws {
        let (keys, value) = try written(key, words)
        let target = try target(of: keys)
        try change { source throws(Findings) in try ProfileEditor.set(target, to: value, in: source) }
        Terminal.print("\(name): \(target) is set.")
    }

    func reset(_ key: String) throws {
        let option = try Self.option(key)
        let target = try target(of: [option.name.text])
        try change { source throws(Findings) in try ProfileEditor.set(target, to: .null, in: source) }
        Terminal.print("\(name): \(target) goes back to its default.")
    }

    func unset(_ key: String, _ word: String?) throws {
        let target = try target(of: [key] + (word.map { [$0] } ?? []))
        try change { source throws(Findings) in try ProfileEditor.unset(target, in: source) }
        Terminal.print("\(name): \(target) is gone.")
    }

    private var name: String {
        path.lastComponent?.string ?? path.string
    }

    private func written(_ key: String, _ words: [String]) throws(Diagnostic) -> ([String], EditedValue) {
        if Self.topKeys.contains(key) || ["description", "extends"].contains(key) {
            guard !words.isEmpty else { throw Diagnostic("missing-word", "'\(key)' takes a value") }
            let values = words.map { EditedValue.text($0) }
            guard values.count == 1 || key == "extends" else {
                throw Diagnostic("surplus-word", "'\(key)' takes one word, not \(words.count)")
            }
            return ([key], values.count == 1 ? values[0] : .sequence(values))
        }
        if key == "abstract" {
            guard words.count == 1, ["true", "false"].contains(words[0]) else {
                throw Diagnostic("wrong-value", "'abstract' is true or false")
            }
            return ([key], .bool(words[0] == "true"))
        }
        let value = try WrittenValue(try Self.option(key), words)
        return (value.keys, value.value)
    }

    private static func option(_ key: String) throws(Diagnostic) -> OptionDetails {
        if let option = Catalogue.byName[OptionName(key)] { return option }
        let names =
            Catalogue.all.filter { !$0.hidden }.map(\.name.text) + topKeys + ProfileDocumentReader.structuralKeys
        throw Diagnostic(
            "unknown-option", "no option '\(key)'", place: "argument '\(key)'",
            fix: NearestName.of(key, among: names).map { "did you mean '\($0)'?" }
                ?? "'expressway options' lists all of them")
    }

    private func target(of keys: [String]) throws -> ProfilePath {
        let isTop = keys.count == 1 && Self.topKeys.contains(keys[0])
        let names = isTop ? keys : ["profiles", try profile ?? workspace.choose(nil)] + keys
        guard let path = ProfilePath(names) else { preconditionFailure("the path has at least one name") }
        return path
    }

    /// A change that leaves the file worse than it was is not kept.
    private func change(_ body: (SourceText) throws(Findings) -> [UInt8]) throws {
        let bytes = FileSystemFacts.exists(path) ? FileSystemFacts.contents(of: path) : Array("version: 1\n".utf8)
        guard let bytes else { throw Diagnostic("cannot-read", "'\(path.string)' cannot be read") }
        let before = SourceText(name: name, bytes: bytes)
        let after = SourceText(name: name, bytes: try body(before))
        guard after.bytes != bytes else { return }
        let old = Set(errors(in: before).map(\.message))
        try Findings(errors(in: after).filter { !old.contains($0.message) }).throwIfErrors()
        try ProfileFileWriter.write(after.bytes, to: path)
    }

    /// Of the file by itself; what it inherits from elsewhere is looked at when it is used.
    private func errors(in source: SourceText) -> [Diagnostic] {
        var library = ProfileLibrary()
        let directory = workspace.files.directory.string
        library.add(source, key: isLocal ? .local : .shared, directory: directory, program: expresswayVersion)
        let elsewhere: Set = ["unset-variable", "no-profile", "missing-option", "conflicting-options"]
        return ProfileResolver(library) { ProcessEnvironment[$0] }.check().all
            .filter { $0.severity == .error && !elsewhere.contains($0.id) }
    }
}
