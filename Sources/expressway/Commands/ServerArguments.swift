import ArgumentParser
import Diagnostics
import OptionCatalogue
import ProfileResolution

extension CatalogueArguments {
    /// The options together with the application that stands as an argument of its own.
    ///
    /// - Throws: every value that its option does not take, and an application that is named twice.
    func layer(application: String?) throws(Findings) -> Layer {
        var layer = try layer()
        if let application {
            guard layer.assignments["entry-point"] == nil else {
                throw Findings([
                    Diagnostic(
                        "two-applications", "both '\(application)' and '--entry-point' name an application",
                        fix: "leave one of them out")
                ])
            }
            do throws(Diagnostic) {
                _ = try OptionType.text(metavar: "").read([application], for: "entry-point", place: "first argument")
            } catch {
                throw Findings([error])
            }
            layer.set("entry-point", to: .text(application), .commandLine("entry-point"))
        }
        return layer
    }
}
