import ArgumentParser
import Diagnostics
import Foundation
import ProfileReading
import ProfileResolution
import SystemPackage

@testable import expressway

/// Goes the way from files, variables and flags to a profile, as the commands do, with the environment of a case.
struct CaseRun {
    private let directory: CaseDirectory
    private let environment: [(name: String, value: String)]
    private let command: String
    private let current: FilePath

    init(_ corpusCase: CorpusCase) throws {
        directory = try CaseDirectory(corpusCase.sections)
        environment = Self.variables(corpusCase.sections.first { $0.name == "environment" })
        command = corpusCase.body("command")?.trimmingCharacters(in: .newlines) ?? "expressway start-server"
        let below = corpusCase.body("directory")?.trimmingCharacters(in: .newlines) ?? ""
        current = FilePath(directory.project).pushing(FilePath(below)).lexicallyNormalized()
    }

    /// The sections that are expected, in the form in which they are recorded.
    func report() throws -> String {
        directory.shown(command == "expressway profile check" ? checked() : try resolved())
    }

    private func checked() -> String {
        CaseReport.text([("findings", CaseReport.findings(resolver(loader).check()) ?? "none\n")])
    }

    private func resolved() throws -> String {
        let words = try ArgumentVector.preparing(Array(Self.words(command).dropFirst()))
        guard words.first == "start-server" else { throw UnknownCommand(text: command) }
        // The parser takes its time in a debug build.
        guard words.count > 1 else {
            let none = try ProfileArguments.parse([])
            return reported { () throws(Findings) in try resolved(none, Layer()) }
        }
        let start = try StartServer.parse(Array(words.dropFirst()))
        return reported { () throws(Findings) in
            try resolved(start.profile, try start.options.layer(application: start.application))
        }
    }

    private func reported(_ resolve: () throws(Findings) -> String) -> String {
        do throws(Findings) {
            return try resolve()
        } catch {
            return CaseReport.text([("findings", CaseReport.findings(error))])
        }
    }

    private func resolved(_ arguments: ProfileArguments, _ flags: Layer) throws(Findings) -> String {
        var (variables, findings) = VariableLayer.read(environment, directory: current.string)
        var name: String?
        var layers: [Layer] = []
        let loader = loader
        let resolver = resolver(loader)
        if !arguments.none {
            do throws(Findings) {
                name = try choice(arguments.name, resolver).name()
                if let name { layers = try resolver.layers(of: name) }
            } catch {
                findings.add(error)
            }
        }
        try findings.throwIfErrors()
        let profile = ResolvedProfile(layers: layers + [variables, flags])
        findings.add(OptionCompany.check(profile))
        let chain = try name.map { name throws(Findings) in try resolver.chain(of: name) } ?? []
        return CaseReport.text([
            ("resolution", CaseReport.resolution(profile, name, chain)),
            (
                "trust",
                CaseReport.questions(TrustQuestion.all(in: layers) { loader.packageFiles.contains($0.source.name) })
            ),
            ("findings", CaseReport.findings(findings)),
        ])
    }

    /// `ProfileChoice` reads the real environment, in which there is no `EXPRESSWAY_PROFILE`; that of the case comes in as a flag does.
    private func choice(_ flag: String?, _ resolver: ProfileResolver) -> ProfileChoice {
        let variable = environment.last { $0.name == "EXPRESSWAY_PROFILE" && !$0.value.isEmpty }?.value
        return flag == nil && variable != nil
            ? ProfileChoice(variable, resolver, files, source: .words("variable EXPRESSWAY_PROFILE"))
            : ProfileChoice(flag, resolver, files)
    }

    private var files: ProfileFiles { ProfileFiles.find(from: current) }

    private var loader: ProfileLibraryLoader {
        ProfileLibraryLoader(files, program: "0.1.0", currentDirectory: current) { name in
            let path = "\(directory.packages)/\(name.replacingOccurrences(of: ".", with: "/"))"
            return FileManager.default.fileExists(atPath: path) ? FilePath(path) : nil
        }
    }

    private func resolver(_ loader: ProfileLibraryLoader) -> ProfileResolver {
        ProfileResolver(loader.library) { name in environment.last { $0.name == name }?.value }
    }

    private static func variables(_ section: CorpusCase.Section?) -> [(name: String, value: String)] {
        (section?.body.split(separator: "\n") ?? []).compactMap { line in
            guard let sign = line.firstIndex(of: "=") else { return nil }
            let value = String(line[line.index(after: sign)...])
            let text = section?.remark == "escapes" ? String(decoding: EscapedText.bytes(value), as: UTF8.self) : value
            return (String(line[..<sign]), text)
        }
    }

    /// The words of a command line; single quotes hold blanks together.
    private static func words(_ line: String) -> [String] {
        line.components(separatedBy: "'").enumerated().reduce(into: [String]()) { words, part in
            if part.offset % 2 == 1 {
                words.append(part.element)
            } else {
                words += part.element.split(whereSeparator: \.isWhitespace).map(String.init)
            }
        }
    }

    private struct UnknownCommand: Error {
        let text: String
    }
}
