// How projects, batches and papers look in JSON. What a project lacks leaves as sentences, since the field names mean
// nothing to people.
#pragma once

#include "lib/app/read_projects.hpp"
#include "lib/domain/building_mode.hpp"
#include "lib/storage/batch_store.hpp"
#include "server/resources/shapes.hpp"

namespace league::shapes {

json project(const OrgProject& project);
json project_row(const ListProjects::Row& row, const Phrases& phrases);
json project_in_full(const ShowProject::Output& output, const Phrases& phrases);
json batch(const BatchRow& row);
json paper(const Paper& paper);
json paper_row(const PaperRow& row);
json building_mode(const BuildingMode& mode);

}  // namespace league::shapes
