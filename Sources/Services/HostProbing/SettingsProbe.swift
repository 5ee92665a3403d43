public import Diagnostics
import FoundationEssentials
public import SystemPackage

/// Asks the project's Python what its settings module would be with the settings that follow the server.
public enum SettingsProbe {
    /// What may become of the settings module.
    public enum Answer: Sendable {
        /// - Parameter path: from the project's directory.
        case content(path: String, bytes: [UInt8])
        /// It is left alone.
        case refusal(path: String?, reason: String)
    }

    /// - Parameters:
    ///   - manage: the project's manage.py.
    ///   - block: what goes to the end of the module.
    ///   - python: nil for the active environment's, else the first in `PATH`.
    public static func ask(manage: FilePath, block: String, python: FilePath?) -> Answer {
        do throws(Diagnostic) {
            let python = if let python { python } else { try PythonProbe.find() }
            let output = try PythonProbe.run(
                python, ["-m", "expressway.settings_adoption", manage.string, "--block=\(block)"], [:])
            let data = Data(output.standardOutput.utf8)
            guard output.succeeded, let document = try? JSONDecoder().decode(Document.self, from: data) else {
                let last = output.standardError.split(separator: "\n").last.map(String.init)
                return .refusal(path: nil, reason: last ?? "'\(python.string)' ended with status \(output.status)")
            }
            guard let path = document.path, let content = document.content else {
                return .refusal(path: document.path, reason: document.refusal ?? "Python gave no answer")
            }
            return .content(path: path, bytes: bytes(content))
        } catch {
            return .refusal(path: nil, reason: error.message)
        }
    }

    /// Whether Django's system checks pass.
    ///
    /// - Returns: nil if they do; else the last line that they printed.
    public static func failedCheck(manage: FilePath, python: FilePath?) throws(Diagnostic) -> String? {
        let python = if let python { python } else { try PythonProbe.find() }
        let output = try PythonProbe.run(python, [manage.string, "check"], [:])
        guard !output.succeeded else { return nil }
        return output.standardError.split(separator: "\n").last.map(String.init) ?? "it said nothing"
    }

    private struct Document: Decodable {
        let path: String?
        let content: String?
        let refusal: String?
    }

    private static func bytes(_ digits: String) -> [UInt8] {
        let digits = Array(digits.utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)
        }
    }
}
