import ArgumentParser

/// What the catalogue can be written as; `scripts/generated` lists the files that come from it.
enum OptionsFormat: String, CaseIterable, ExpressibleByArgument {
    case table
    case json
    case markdown
    case schema
    case man
    case bash
    case zsh
    case fish

    var text: String {
        switch self {
        case .table: ListOptions.table
        case .json: OptionsDocument.json + "\n"
        case .markdown: OptionReference.markdown
        case .schema: ProfileSchema.json + "\n"
        case .man: ManualPage.text
        case .bash: BashCompletion.script(for: .own)
        case .zsh: ZshCompletion.script(for: .own)
        case .fish: FishCompletion.script(for: .own)
        }
    }
}
