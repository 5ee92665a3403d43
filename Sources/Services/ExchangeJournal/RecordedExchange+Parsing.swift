internal import FoundationEssentials

extension RecordedExchange {
    /// - Parameter file: all of it.
    public init(file: [UInt8]) throws(UnreadableRecording) {
        let layout = try RecordingLayout(file)
        guard file.count >= layout.total else { throw .truncated }
        guard file.count == layout.total else { throw .tooLong }
        let responseStart = layout.head + layout.requestBody
        let description = try ExchangeDescription(head: file[..<layout.head], layout)
        self.init(
            description: description,
            requestBody: description.requestBody.body(Array(file[layout.head..<responseStart])),
            responseBody: description.responseBody.body(Array(file[responseStart...])))
    }
}

extension ExchangeDescription {
    /// - Parameter head: the file up to its bodies.
    init(head: ArraySlice<UInt8>, _ layout: RecordingLayout) throws(UnreadableRecording) {
        let environStart = layout.first + layout.description
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(head[layout.first..<environStart]))
        } catch {
            throw .damaged("its description")
        }
        guard started >= 0, timings.end >= 0, requestBody.size >= 0, responseBody.size >= 0 else {
            throw .damaged("its description")
        }
        environ = try Self.environ(head[environStart...])
    }

    /// `NAME=value` and a zero byte each.
    private static func environ(_ block: ArraySlice<UInt8>) throws(UnreadableRecording) -> [String: String] {
        guard block.isEmpty || block.last == 0 else { throw .damaged("its environ") }
        var environ: [String: String] = [:]
        for variable in block.split(separator: 0) {
            guard let equals = variable.firstIndex(of: UInt8(ascii: "=")) else { throw .damaged("its environ") }
            environ[WSGIText.readable(variable[..<equals])] = WSGIText.readable(variable[(equals + 1)...])
        }
        return environ
    }
}
