import ApacheSyntax
import Diagnostics
import Foundation
import HostFacts
import HostProbing
import OptionCatalogue
import PlanRendering
import ProfileResolution
import ServerPlanning
import SystemPackage
import TestSupport
import Testing

/// The mod_wsgi that an option is tried with.
enum TriedModule: String, CaseIterable {
    /// `EXPRESSWAY_TEST_MODULE`: a current one, from PyPI.
    case current
    case debian

    var path: FilePath? {
        switch self {
        case .current: ProcessInfo.processInfo.environment["EXPRESSWAY_TEST_MODULE"].map { FilePath($0) }
        case .debian: FileManager.default.fileExists(atPath: Self.debianPath) ? FilePath(Self.debianPath) : nil
        }
    }

    private static let debianPath = "/usr/lib/apache2/modules/mod_wsgi.so"
}

/// Apache's own parser reads what every option leads to.
@Suite(.serialized) struct RealApacheTests {
    @Test func `every option has a sample`() {
        let without = Catalogue.all.filter { OptionSamples.of($0.name) == nil }
        #expect(without.isEmpty, "\(without.map(\.name))")
    }

    @Test(arguments: TriedModule.allCases)
    func `Apache accepts what every option leads to, or the option is refused with a reason`(module: TriedModule) throws
    {
        guard let workshop = try Workshop(module) else {
            print(
                "SKIPPED: no mod_wsgi '\(module)' here; EXPRESSWAY_TEST_MODULE names the module file of a current one")
            return
        }
        for sample in OptionSamples.all {
            let names = sample.map(\.name.text).joined(separator: ", ")
            let configuration: RenderedConfiguration
            do {
                configuration = try workshop.configuration(sample)
            } catch let findings as Findings {
                let expected = workshop.expectedRefusals(sample)
                #expect(Set(findings.all.filter { $0.severity == .error }.map(\.id)) == expected, "\(names)")
                continue
            }
            #expect(workshop.expectedRefusals(sample).isEmpty, "\(names)")
            let complaints = try workshop.check(configuration)
            #expect(complaints == nil, "\(names): \(complaints ?? "")")
            for use in sample { expectDirective(of: use.name, in: configuration, sample) }
        }
    }

    /// At least one of the directives that the declaration names is there.
    private func expectDirective(
        of name: OptionName, in configuration: RenderedConfiguration, _ sample: [OptionSamples.Use]
    ) {
        let isOff = sample.contains { $0.name == name && $0.words == ["off"] }
        guard let option = Catalogue.byName[name], !isOff, !option.feeds.isEmpty,
            !OptionSamples.withoutDirective.contains(name)
        else { return }
        let words = Set(configuration.text.split { $0.isWhitespace || $0 == "<" }.map(String.init))
        #expect(option.feeds.contains { words.contains($0) }, "\(name) left none of \(option.feeds)")
    }
}
